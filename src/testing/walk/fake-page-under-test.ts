import type { Auth } from '../../engine/index.js';
import type { FakeTab } from '../kit/fake-tabs.js';

/** The page in which a driver opens the app. */
export interface FakePageUnderTest {
  /** The engine to give to the app: `<MoonKeyProvider auth={auth}>`. */
  readonly auth: Auth;
  /** The tab around it, for apps that make parts of their own. */
  readonly tab: FakeTab;
}
