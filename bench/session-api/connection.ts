import { connect, type Socket } from 'node:net';

/** What a server answered. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = '0\r\n\r\n';

/**
 * One kept HTTP/1.1 connection, one request at a time. It does as little as it can: on a machine with two cores
 * a comfortable client would take the time of the server that is measured.
 */
export class Connection {
  private constructor(private readonly socket: Socket) {}

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    return new Connection(socket);
  }

  send(request: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      let received: Buffer = Buffer.alloc(0);
      const settle = (act: () => void): void => {
        this.socket.off('data', read).off('error', fail).off('close', closed);
        act();
      };
      const fail = (error: Error): void => settle(() => reject(error));
      const closed = (): void => fail(new Error('the server closed the connection'));
      const read = (data: Buffer): void => {
        received = received.length === 0 ? data : Buffer.concat([received, data]);
        const reply = parse(received);
        if (reply !== undefined) settle(() => resolve(reply));
      };
      this.socket.on('data', read).on('error', fail).on('close', closed);
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A whole answer, or undefined while some of it is missing. */
function parse(received: Buffer): Reply | undefined {
  const end = received.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const start = end + headEnd.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return received.length < start + Number(length)
      ? undefined
      : { status, body: received.toString('utf8', start, start + Number(length)) };
  }
  const chunked = received.toString('utf8', start);
  return chunked.endsWith(lastChunk) ? { status, body: unchunk(chunked) } : undefined;
}

function unchunk(text: string): string {
  const bytes = Buffer.from(text);
  let body = '';
  for (let at = 0; at < bytes.length;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (!(size > 0)) break;
    body += bytes.toString('utf8', line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
  return body;
}
