import type { DoorMessages } from './en.ts';

/** The same in Arabic. */
export const ar: DoorMessages = {
  about: 'موضوع هذه الصفحة',
  questions: 'ما يسألك عنه الفريق',
  answerBy: (date) => `يرجى الرد في موعد أقصاه ${date}.`,
  kept: (date) => `يُمحى كل ما في هذه الصفحة في موعد أقصاه ${date}.`,
  write: 'الكتابة إلى الفريق',
  send: 'إرسال',

  response: {
    heading: 'يودّ الفريق سماع رأيك',
  },
  witness: {
    heading: 'يطلب الفريق مساعدتك',
  },
  expert: {
    heading: 'يطلب الفريق مشورتك',
    ends: (date) => `يمكن قراءة هذه الصفحة حتى ${date}.`,
    excerpts: 'ما يُعرض عليك',
  },
  platform: {
    heading: (platform) => `القيود على ${platform}`,
    none: 'لا يوجد ما يلزم فعله الآن.',
    from: (date) => `من ${date}`,
    until: (date) => `حتى ${date}`,
    noEnd: 'حتى إشعار آخر',
  },
};
