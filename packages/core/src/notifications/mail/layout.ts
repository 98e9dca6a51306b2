import type { Language } from '@madrigal/contract';

export interface MailContent {
  language: Language;
  title: string;
  body: string;
  action: { label: string; url: string };
  after: string;
  fallback: string;
  footer: string;
}

/** For programs and people who read mails as text. */
export function toText({ title, body, action, after, footer }: MailContent): string {
  return `${[title, body, `${action.label}:\n${action.url}`, after, `-- \n${footer}`].join('\n\n')}\n`;
}

/**
 * Tables and inline styles, since mail programs know little else; readable without pictures, in the
 * dark and on a phone.
 */
export function toHtml(content: MailContent): string {
  const { language, title, body, action, after, fallback, footer } = escaped(content);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body style="margin:0;padding:0;background:#f6f1ea">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f1ea;padding:32px 16px">
<tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border-radius:20px;overflow:hidden;font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;color:#241a17">
<tr><td style="background:#a62a22;padding:20px 32px;color:#ffe7d6;font-size:18px;font-weight:700;letter-spacing:.2px">Madrigal</td></tr>
<tr><td style="padding:32px 32px 8px;font-size:24px;line-height:1.25;font-weight:700">${title}</td></tr>
<tr><td style="padding:8px 32px 24px;font-size:16px;line-height:1.6">${body}</td></tr>
<tr><td style="padding:0 32px 24px"><a href="${action.url}" style="display:inline-block;background:#a62a22;color:#ffffff;text-decoration:none;font-weight:600;font-size:16px;padding:14px 24px;border-radius:999px">${action.label}</a></td></tr>
<tr><td style="padding:0 32px 24px;font-size:14px;line-height:1.6;color:#5c4c46">${after}</td></tr>
<tr><td style="padding:0 32px 32px;font-size:13px;line-height:1.6;color:#5c4c46">${fallback}<br><a href="${action.url}" style="color:#a62a22;word-break:break-all">${action.url}</a></td></tr>
</table>
<p style="font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;font-size:12px;color:#5c4c46">${footer}</p>
</td></tr>
</table>
</body>
</html>
`;
}

function escaped(content: MailContent): MailContent {
  const { action, ...texts } = content;
  const entries = Object.entries(texts).map(([key, text]) => [key, escapeHtml(text)]);
  return {
    ...(Object.fromEntries(entries) as Omit<MailContent, 'action'>),
    action: { label: escapeHtml(action.label), url: escapeHtml(action.url) },
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
