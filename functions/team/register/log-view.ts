import type * as z from 'zod';
import type { logList } from './log-contract.ts';
import type { LogPart } from './read-log.ts';

/** A part of the log as JSON; what a line says of who may see it is left out. */
export const logView = ({ lines, there, cursor }: LogPart): z.input<typeof logList> => ({
  lines: lines.map((listed) => {
    if (listed.kind === 'unreadable') return { id: listed.id, channel: listed.channel, unreadable: true };
    const { caseId, platforms = [], ...line } = listed.line;
    return { ...line, id: listed.id, platforms, ...(there.has(caseId) && { caseId }) };
  }),
  cursor,
});
