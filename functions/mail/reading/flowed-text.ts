/**
 * Joins the lines that `format=flowed` has broken (RFC 3676 §4). Lines that are quoted stay as they are.
 * @param deletesSpaces `DelSp=yes`: the space before a soft line end goes
 */
export const unflow = (text: string, deletesSpaces: boolean): string => {
  const pieces: string[] = [];
  let isOpen = false;
  for (const [index, written] of text.split('\n').entries()) {
    const isQuoted = written.startsWith('>');
    const line = written.startsWith(' ') ? written.slice(1) : written;
    const isSignature = line === '-- ';
    const flows = line.endsWith(' ') && !isSignature && !isQuoted;
    if (index > 0 && !(isOpen && !isQuoted && !isSignature)) pieces.push('\n');
    pieces.push(flows && deletesSpaces ? line.slice(0, -1) : line);
    isOpen = flows;
  }
  return pieces.join('');
};
