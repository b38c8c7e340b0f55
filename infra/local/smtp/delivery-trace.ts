/** What a mail came with: the envelope of SMTP, which is no part of the mail. */
export type Envelope = {
  /** Empty for a mail that wants no answer. */
  readonly from: string;
  /** The address of ours that it is for. */
  readonly recipient: string;
  /** What the sending program calls itself. */
  readonly helo: string;
};

/** Nothing that would end the line of a header or its comment. */
const inHeader = (text: string): string => text.replace(/[^\x21-\x7e]|[()<>;]/g, '').slice(0, 320);

/**
 * The header that SES puts on top of a mail that it has received, in its order. Nothing is looked at here: spam and viruses
 * are said to be not scanned for, SPF, DKIM and DMARC not to have been found.
 * @see https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html
 */
export const deliveryTrace = ({ from, recipient, helo }: Envelope, id: string, now: Date): string =>
  [
    `Return-Path: <${inHeader(from)}>`,
    `Received: from ${inHeader(helo) || 'unknown'} (localhost [127.0.0.1])`,
    ` by inbound-smtp.us-east-1.amazonaws.com with SMTP id ${id}`,
    ` for ${inHeader(recipient)};`,
    ` ${now.toUTCString().replace('GMT', '+0000 (UTC)')}`,
    'X-SES-Spam-Verdict: DISABLED',
    'X-SES-Virus-Verdict: DISABLED',
    'Received-SPF: none (spfCheck: not checked on this machine)',
    'Authentication-Results: amazonses.com;',
    ' spf=none; dkim=none; dmarc=none',
    '',
  ].join('\r\n');
