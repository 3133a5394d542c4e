/** The countdown: a ring with minutes:seconds inside, the same everywhere. Colour never speaks alone: sign and text say it too. */
import { type ClockBand, type Countdown, clockText } from '../state/countdown.ts';
import classes from './countdown-ring.module.css';

const radius = 21;
const circumference = 2 * Math.PI * radius;

/** Shape beside the colour: how far the promise is used up. */
const marks: Record<ClockBand, string> = {
  calm: '',
  half: '½',
  late: '!',
  over: '!!',
  kept: '✓',
  missed: '✗',
  none: '',
};

export function CountdownRing(props: { countdown: Countdown; size?: number; label?: string }) {
  const { countdown, size = 48, label } = props;
  const left = countdown.band === 'over' || countdown.band === 'missed' ? 1 : 1 - countdown.share;
  const text = countdown.band === 'none' ? '--:--' : clockText(countdown.leftMs);
  return (
    <span
      className={classes.ring}
      data-band={countdown.band}
      role="timer"
      aria-label={label ? `${label} ${text}` : text}
      style={{ width: size, height: size }}
    >
      <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden="true">
        <circle className={classes.track} cx="24" cy="24" r={radius} />
        <circle
          className={classes.hand}
          cx="24"
          cy="24"
          r={radius}
          strokeDasharray={`${circumference * left} ${circumference}`}
          transform="rotate(-90 24 24)"
        />
      </svg>
      <span className={classes.text} style={{ fontSize: text.length > 5 ? size * 0.225 : size * 0.26 }}>
        {text}
      </span>
      {marks[countdown.band] && <span className={classes.mark}>{marks[countdown.band]}</span>}
    </span>
  );
}
