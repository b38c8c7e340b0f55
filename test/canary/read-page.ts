/** The value of a hidden field of a page. */
export const hiddenField = (page: string, name: string): string => {
  const [, value] = new RegExp(`name="${name}" value="([^"]+)"`).exec(page) ?? [];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
};

/** The twelve words of a receipt, with single spaces. */
export const wordsOf = (receipt: string): string => {
  const [, list = ''] = /<ol class="words"[^>]*>(.*?)<\/ol>/s.exec(receipt) ?? [];
  const words = [...list.matchAll(/<li>([a-z]+)<\/li>/g)].map(([, word]) => word);
  if (words.length !== 12) throw new Error('the receipt has no twelve words');
  return words.join(' ');
};

/** The token in a receipt's follow-up link. */
export const tokenOf = (receipt: string): string => {
  const [, token] = /\/follow-up#([\w-]{22})/.exec(receipt) ?? [];
  if (token === undefined) throw new Error('the receipt has no link');
  return token;
};
