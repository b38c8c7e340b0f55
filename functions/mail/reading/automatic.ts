import { isMailerDaemon } from '../../domain/mail/mail-addresses.ts';
import type { AutomaticKind } from '../../domain/mail/read-mail.ts';
import type { DeliveryTrace } from './delivery-trace.ts';
import { fieldNamed, type Field } from './header-block.ts';
import type { PartContent } from './part-content.ts';

/** How programs begin the subject of an answer while somebody is away. */
const away =
  /^\s*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|abwesenheitsnotiz|automatische (antwort|abwesenheit)|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|resposta automática|automatisch antwoord|autosvar|automaattinen vastaus|automatyczna odpowiedź|автоматический ответ|автоответ|رد تلقائي|خارج المكتب|自动回复|自動回覆|自動返信|不在通知|자동 회신|otomatik yanıt)/i;

/**
 * Whether a program sent it on its own (RFC 3834 §2 and what programs write besides): then nothing is answered
 * automatically. `own` is for whoever knows our addresses to say.
 */
export const automaticKind = (
  fields: readonly Field[],
  content: PartContent,
  {
    trace,
    subject,
    from,
  }: { readonly trace: DeliveryTrace; readonly subject: string; readonly from: string },
): AutomaticKind | undefined => {
  const value = (name: string): string => fieldNamed(fields, name)?.trim().toLowerCase() ?? '';
  const isReport = content.type === 'multipart/report';
  if (isReport && content.flavour === 'disposition-notification') return 'auto-reply';
  const isBounce =
    (isReport && content.flavour !== '') ||
    isMailerDaemon(from) ||
    fieldNamed(fields, 'x-failed-recipients') !== undefined;
  if (isBounce) return 'bounce';

  const submitted = value('auto-submitted')
    .replace(/[;(].*$/s, '')
    .trim();
  const answered =
    (submitted !== '' && submitted !== 'no') ||
    fieldNamed(fields, 'x-autoreply') !== undefined ||
    fieldNamed(fields, 'x-autorespond') !== undefined ||
    value('precedence') === 'auto_reply';
  if (answered) return 'auto-reply';
  if (trace.returnPath === '') return 'bounce';
  // A person may begin a subject so, and the field only asks that no program answers.
  const isMaybe = away.test(subject) || /\b(all|oof|autoreply)\b/.test(value('x-auto-response-suppress'));
  if (isMaybe) return 'maybe-program';

  const isList =
    ['list-id', 'list-post', 'list-unsubscribe'].some((name) => fieldNamed(fields, name) !== undefined) ||
    ['bulk', 'list', 'junk'].includes(value('precedence'));
  return isList ? 'list' : undefined;
};
