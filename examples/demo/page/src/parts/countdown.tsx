interface CountdownProps {
  readonly seconds: number;
  /** How much of the time is left, from 0 to 1. */
  readonly part: number;
}

/** A ring that empties, and the seconds in it. What it says is said in words beside it. */
export function Countdown({ seconds, part }: CountdownProps) {
  return (
    <svg className="countdown" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="44" />
      <circle
        className="countdown-left"
        cx="50"
        cy="50"
        r="44"
        pathLength="1"
        strokeDasharray={`${Math.min(1, Math.max(0, part))} 1`}
      />
      <text x="50" y="50">
        {seconds}
      </text>
    </svg>
  );
}
