import { readRecording } from '../flight/read-recording.js';
import { button, h, setAttributes } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** Opens a file that a flight recorder exported, and goes back to what happens now. */
export function createRecordingButton(
  model: PanelModel,
  document: Document,
  say: (message: string) => void,
): View {
  const file = h(document, 'input', {
    type: 'file',
    accept: 'application/json,.json',
    hidden: true,
    'aria-label': 'A recording',
  });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen)
      void chosen.text().then((text) => {
        try {
          model.show(readRecording(text));
          say('A recording is shown. What happens now goes on behind it.');
        } catch {
          say('This is no recording of createRecorder().');
        }
      });
  });
  const open = button(
    document,
    'Open a recording',
    icon(document, 'open'),
    () => {
      if (!model.isRecording) {
        file.click();
        return;
      }
      model.show(null);
      say('');
    },
    { class: 'tool' },
  );
  const element = h(document, 'span', {}, open, file);
  return {
    element,
    update() {
      const name = model.isRecording ? 'Close the recording' : 'Open a recording';
      setAttributes(open, { 'aria-label': name, title: name, 'aria-pressed': model.isRecording });
    },
  };
}
