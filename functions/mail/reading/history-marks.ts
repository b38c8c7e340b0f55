/** "wrote", as mail programs say it before a quotation in the languages that they speak. */
const wrote =
  /\b(wrote|schrieb|geschrieben|a écrit|écrivait|escribió|ha scritto|escreveu|schreef|heeft geschreven|skrev|pisze|napisał\(a\)|napisał|napísal|napsal|kirjoitti|írta|yazdı|a scris)\b|написал|пишет|пише|كتب|כתב|写道|寫道|님이 작성|さんは書きました|のメール/i;
const time = /\d{1,2}[:.h]\d{2}|@/;
const day = /\d{1,4}/;

/** The line or lines before a quotation: "On Monday, 3 May 2027 at 10:00, Alice <alice@example.org> wrote:". */
export const isAttribution = (line: string): boolean =>
  line.length <= 400 && /[:：]\s*$/.test(line) && wrote.test(line) && (day.test(line) || time.test(line));

/** One that a person hardly types: with a time or an address as well. */
export const isCertainAttribution = (line: string): boolean =>
  isAttribution(line) && time.test(line) && day.test(line);

const original =
  /^[\s>]*-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|wiadomość oryginalna|исходное сообщение|الرسالة الأصلية|原始邮件|原始郵件|元のメッセージ|원본 메시지)\s*-{2,}\s*$/i;
export const isOriginalMessage = (line: string): boolean => line.length <= 120 && original.test(line);

const forwarded =
  /^[\s>]*(-{2,}\s*(forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande|пересылаемое сообщение|переадресованное сообщение|رسالة معاد توجيهها|转发的邮件|転送メッセージ)|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message réexpédié|inicio del mensaje reenviado)/i;
export const isForwardedMessage = (line: string): boolean => line.length <= 160 && forwarded.test(line);

const from =
  /^[\s*]*(from|von|de|da|van|från|fra|od|от|отправитель|من|发件人|寄件者|差出人|보낸 사람)[\s*]*[:：]/i;
const sent =
  /^[\s*]*(sent|date|gesendet|datum|envoyé|enviado( el)?|fecha|inviato|data|verzonden|skickat|sendt|dato|wysłano|отправлено|дата|تاريخ الإرسال|التاريخ|发送时间|日期|送信日時|日付|보낸 날짜)[\s*]*[:：]/i;
const subject =
  /^[\s*]*(subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|тема|الموضوع|主题|主旨|件名|제목)[\s*]*[:：]/i;

/** Whether lines begin with the header that Outlook puts over what it answers: who, when, and about what. */
export const isHeaderOfOriginal = (lines: readonly string[]): boolean => {
  const near = lines.slice(1, 8).map((line) => line.slice(0, 200));
  return (
    from.test((lines[0] ?? '').slice(0, 200)) &&
    near.some((line) => sent.test(line)) &&
    near.some((line) => subject.test(line))
  );
};

/** Subjects of answers and of what is passed on, as programs begin them. */
export const isReplySubject = (text: string): boolean =>
  /^\s*(re|aw|sv|antw|odp|rif|res|vs|ynt|رد|回复|回覆)\s*(\[\d+\])?\s*[:：]/i.test(text);
export const isForwardSubject = (text: string): boolean =>
  /^\s*(fw|fwd|wg|tr|rv|enc|i|pd|vb|vl|doorst|إعادة توجيه|转发|轉寄)\s*[:：]/i.test(text);

const device =
  /^\s*(sent from (my|mail|outlook|yahoo|proton)|sent (with|via) |get outlook for|von meinem .{1,40} gesendet|gesendet mit|envoyé (de|depuis) |enviado (desde|do|a partir) |inviato da|verstuurd vanaf|skickat från|отправлено (с|из)|wysłane z|أرسل(ت)? من|تم الإرسال من|发自我的|iphoneから送信|나의 iphone에서 보냄)/i;
/** "Sent from my phone": the last line of many mails. */
export const isDeviceLine = (line: string): boolean => line.length <= 100 && device.test(line);
