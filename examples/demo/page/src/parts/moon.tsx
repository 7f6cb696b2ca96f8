import { type AuthView, useAuthSelector } from '@moon-key/react-auth';

const phases: Record<AuthView['status'], string> = {
  initializing: 'crescent',
  loggedOut: 'crescent',
  signingIn: 'half',
  authenticated: 'full',
  loggingOut: 'half',
};

/** Full while someone is signed in; it wanes with the session. */
export function Moon() {
  const phase = useAuthSelector(({ status }) => phases[status]);
  return (
    <svg className="moon" data-phase={phase} viewBox="-120 -120 240 240" aria-hidden="true">
      <defs>
        <radialGradient id="moonlight" cx="38%" cy="34%" r="75%">
          <stop offset="0" className="moon-bright" />
          <stop offset="1" className="moon-dim" />
        </radialGradient>
        <mask id="phase">
          <circle r="100" fill="white" />
          <circle r="100" className="moon-shadow" fill="black" />
        </mask>
      </defs>
      <circle r="100" className="moon-dark" />
      <g mask="url(#phase)">
        <circle r="100" fill="url(#moonlight)" />
        <g className="moon-craters">
          <circle cx="-38" cy="-34" r="17" />
          <circle cx="-62" cy="18" r="10" />
          <circle cx="-18" cy="42" r="23" />
          <circle cx="34" cy="-52" r="11" />
          <circle cx="50" cy="8" r="15" />
          <circle cx="28" cy="66" r="8" />
        </g>
      </g>
    </svg>
  );
}
