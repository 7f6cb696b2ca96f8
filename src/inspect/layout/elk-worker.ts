// In a worker, elkjs answers the messages of its own API.
import 'elkjs/lib/elk-worker.min.js';
