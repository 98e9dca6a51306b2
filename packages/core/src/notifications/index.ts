export { createPostOffice, type PostOffice } from './mail/post-office.ts';
export { mailText } from './mail/texts.ts';
export type { MailOrder } from './mail/write-mail.ts';
export type {
  Audience,
  EventBus,
  EventListener,
  KeptMail,
  KeptText,
  MailOutbox,
  MailSender,
  PublishedEvent,
  SentMessages,
  SmsSender,
  TextOutbox,
} from './ports.ts';
export { createTextOffice, type TextOffice } from './sms/text-office.ts';
