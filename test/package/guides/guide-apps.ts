import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmptyApp } from './empty-vite-app.js';
import { emptyViteApp } from './empty-vite-app.js';
import { readGuides } from './read-guides.js';

/** What turns a file of a guide into another. */
export type Changes = Readonly<Record<string, (printed: string) => string>>;

/** The apps of the guides, each in a folder of its own below one that they share. */
export interface GuideApps {
  readonly folder: string;
  /** The empty app with what this guide prints and installs, and nothing of another guide. */
  of(title: string): EmptyApp;
  /** The same once more, with changes that the guide speaks of. */
  changed(title: string, name: string, changes: Changes): EmptyApp;
  /** The commands that a guide has its reader run. */
  commands(title: string): readonly string[];
  remove(): void;
}

/** Reads `docs/guides.md`, and makes its apps as they are asked for. */
export function guideApps(): GuideApps {
  const guides = readGuides();
  const folder = mkdtempSync(join(tmpdir(), 'my-apps-'));
  const made = new Map<string, EmptyApp>();
  const guideOf = (title: string) => {
    const guide = guides.get(title);
    if (!guide) throw new Error(`docs/guides.md has no guide "${title}"`);
    return guide;
  };
  function make(title: string, name: string): EmptyApp {
    const [base, guide] = [guideOf('The app'), guideOf(title)];
    const app = emptyViteApp([...base.packages, ...guide.packages], join(folder, name));
    app.write('package.json', JSON.stringify({ name, private: true, type: 'module' }));
    for (const [file, text] of [...base.files, ...guide.files]) app.write(file, text);
    return app;
  }
  return {
    folder,
    of(title) {
      const app = made.get(title) ?? make(title, title.toLowerCase().replaceAll(' ', '-'));
      made.set(title, app);
      return app;
    },
    changed(title, name, changes) {
      const app = make(title, name);
      for (const [file, change] of Object.entries(changes)) {
        const printed = app.read(file);
        const text = change(printed);
        if (text === printed) throw new Error(`nothing changed in ${file} of "${title}"`);
        app.write(file, text);
      }
      return app;
    },
    commands: (title) => guideOf(title).commands,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
