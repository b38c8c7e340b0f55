/** Code units beside a passage that are shown with it. */
const beside = 40;
/** Code units of a passage that are shown. */
const longest = 160;

/** Cut where a character may be parted: half of one is left out. */
const whole = (text: string): string => text.toWellFormed().replaceAll('\ufffd', '');

/** A passage with what stands beside it. */
export const InContext = ({
  text,
  from,
  to,
}: {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}) => (
  <>
    {from > beside && '…'}
    {whole(text.slice(Math.max(0, from - beside), from))}
    <mark>
      {whole(text.slice(from, Math.min(to, from + longest)))}
      {to - from > longest && '…'}
    </mark>
    {whole(text.slice(to, to + beside))}
    {to + beside < text.length && '…'}
  </>
);
