import type { Service } from './service.ts';

/** @returns the mails sent since it was last called, each as `subject > recipients`, sorted */
export const newMailsOf = ({ emulators }: Service): (() => Promise<string[]>) => {
  const seen = new Set<string>();
  return async () => {
    const fresh = (await emulators.ses.mails()).filter(({ messageId }) => !seen.has(messageId));
    for (const { messageId } of fresh) seen.add(messageId);
    return fresh.map(({ subject, to }) => `${subject} > ${to.join()}`).sort();
  };
};
