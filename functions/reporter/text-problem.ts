/** What a page says of a text that is refused: it shows the text again without the characters that were the reason. */
export const textProblem = (message: string): string =>
  message.startsWith('Contains an invisible')
    ? `${message} It has been taken out below; please check the text and send it again.`
    : message;
