import { playFirstHtml } from './scenes/first-html.js';
import { playLogout } from './scenes/logout.js';
import { playOneTruth } from './scenes/one-truth.js';
import { playOnTheServer } from './scenes/on-the-server.js';
import { playSecrets } from './scenes/secrets.js';
import { playVisitor } from './scenes/visitor.js';
import { type AppUnderTest, setStage, type Stage } from './stage.js';

/**
 * What every example shows, whatever its framework.
 *
 * @param more - What one shows besides.
 */
export function describeApp(of: AppUnderTest, more?: (stage: Stage) => void): void {
  const stage = setStage(of);
  playVisitor(stage);
  playFirstHtml(stage);
  playOnTheServer(stage);
  playLogout(stage);
  playOneTruth(stage);
  playSecrets(stage, of.bundle);
  more?.(stage);
}
