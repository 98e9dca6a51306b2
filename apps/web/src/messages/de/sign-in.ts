import type { signIn as en } from '../en/sign-in.ts';
import type { Translation } from '../translation.ts';

export const signIn: Translation<typeof en> = {
  'setup.title': 'Willkommen bei Madrigal',
  'setup.text':
    'Deine Musik, Fotos und Videos, auf deinem eigenen Rechner. Lege das erste Konto an; es wird das des Admins.',
  'setup.submit': 'Konto anlegen',
  'setup.alreadyDone': 'Diese Instanz ist schon eingerichtet. Melde dich stattdessen an.',

  'signIn.title': 'Willkommen zurück',
  'signIn.text': 'Melde dich an und höre weiter.',
  'signIn.submit': 'Anmelden',
  'signIn.wrong': 'E-Mail-Adresse oder Passwort stimmen nicht.',
  'signIn.toSignUp': 'Konto anlegen',
  'signIn.noAccount': 'Neu hier?',

  'signUp.title': 'Lege dein Konto an',
  'signUp.text': 'Alles aus dieser Bibliothek, wo immer du bist.',
  'signUp.submit': 'Konto anlegen',
  'signUp.toSignIn': 'Anmelden',
  'signUp.haveAccount': 'Hast du schon ein Konto?',
  'signUp.closed': 'Diese Instanz nimmt keine neuen Konten auf. Bitte den Admin um eines.',
  'signUp.refused':
    'Dieses Konto konnte nicht angelegt werden. Wenn du schon eines hast, melde dich an.',

  'signIn.forgot': 'Passwort vergessen?',
  'signIn.unverified':
    'Bestätige zuerst deine E-Mail-Adresse: Wir haben dir den Link gerade noch einmal geschickt.',

  'signIn.passkey': 'Mit Passkey anmelden',
  'signIn.passkeyWrong': 'Dieser Passkey gilt hier nicht. Melde dich anders an.',
  'signIn.or': 'oder',
  'signIn.provider': 'Weiter mit {name}',
  'signIn.notLinked':
    'Zu deiner Adresse gibt es schon ein Konto. Melde dich dort an und verbinde das andere auf der Kontoseite.',
  'signIn.noAddress':
    'Jene Seite hat deine E-Mail-Adresse nicht bestätigt; damit kannst du dich nicht anmelden.',
  'signIn.providerFault': 'Die Anmeldung dort hat nicht geklappt. Versuche es noch einmal.',
  'signIn.phone': 'Mit dem Telefon anmelden',
  'phone.title': 'Mit dem Telefon anmelden',
  'phone.text': 'Wir schicken per SMS einen Code an die Nummer deines Kontos.',
  'phone.sent': 'Wenn {number} zu einem Konto gehört, ist ein Code dorthin unterwegs.',
  'phone.outbox':
    'Diese Instanz verschickt keine SMS: Frag den Admin, der den Code im Postausgang lesen kann.',
  'phone.submit': 'Code schicken',
  'phone.wrong': 'Dieser Code stimmt nicht oder ist abgelaufen.',
  'field.phone': 'Telefonnummer',
  'field.phone.hint': 'Mit Ländervorwahl, etwa +49 30 123456.',
  'field.phone.fault': 'Gib eine Telefonnummer mit Ländervorwahl ein.',
  'secondStep.title': 'Noch ein Schritt',
  'secondStep.text':
    'Gib den Code deiner Authenticator-App ein oder einen deiner Wiederherstellungscodes.',
  'secondStep.code': 'Code',
  'secondStep.wrong': 'Dieser Code stimmt nicht oder wurde schon benutzt.',
  'secondStep.submit': 'Weiter',

  'emailCode.title': 'Bestätige deine Adresse',
  'emailCode.text':
    'Wir haben einen Code an {email} geschickt. Gib ihn ein, um dein Konto zu öffnen.',
  'emailCode.sendAgain': 'Code noch einmal schicken',
  'emailCode.sentAgain': 'Ein neuer Code ist unterwegs.',
  'newPassword.text':
    'Dein Konto hat jemand für dich angelegt. Wähle ein Passwort, das nur du kennst.',
  'signIn.resetFirst': 'Dein Passwort muss erst geändert werden: Wähle „Passwort vergessen?“.',
  'signUp.taken':
    'Zu dieser Adresse gibt es schon ein Konto. Melde dich an oder wähle ein neues Passwort.',
  'forgot.textCode': 'Wir schicken dir einen Code, mit dem du ein neues wählst.',
  'reset.textCode':
    'Wenn die Adresse zu einem Konto gehört, ist ein Code dorthin unterwegs. Gib ihn mit deinem neuen Passwort ein.',
  'forgot.title': 'Passwort vergessen?',
  'forgot.text': 'Wir schicken dir einen Link, mit dem du ein neues wählst.',
  'forgot.submit': 'Link schicken',
  'forgot.done':
    'Wenn es ein Konto mit dieser Adresse gibt, ist eine Mail mit einem Link unterwegs. Er gilt eine Stunde.',
  'forgot.outbox':
    'Diese Instanz verschickt keine Mails: Frag den Admin, der den Link im Postausgang lesen kann.',
  'forgot.back': 'Zurück zur Anmeldung',

  'reset.title': 'Wähle ein neues Passwort',
  'reset.text': 'Alle Geräte werden dabei abgemeldet.',
  'reset.submit': 'Passwort setzen',
  'reset.done': 'Dein neues Passwort gilt. Melde dich damit an.',
  'reset.invalid': 'Dieser Link ist abgelaufen oder wurde schon benutzt. Fordere einen neuen an.',

  'verify.title': 'Deine E-Mail-Adresse',
  'verify.busy': 'Einen Moment …',
  'verify.done': 'Deine Adresse ist bestätigt. Danke.',
  'verify.invalid': 'Dieser Link ist abgelaufen. Melde dich an und fordere einen neuen an.',
  'verify.go': 'Weiter',

  'signUp.invite': 'Diese Instanz ist für Eingeladene. Öffne den Link deiner Einladung.',
  'signUp.invitationInvalid':
    'Diese Einladung ist abgelaufen, schon benutzt oder für eine andere Adresse.',

  'field.newPassword': 'Neues Passwort',
  'field.currentPassword': 'Aktuelles Passwort',
  'field.ownEmail': 'Deine E-Mail-Adresse',
  'field.ownEmail.hint': 'Zur Bestätigung, dass du es bist: Dein Konto hat kein Passwort.',
  'field.name': 'Name',
  'field.email': 'E-Mail-Adresse',
  'field.password': 'Passwort',
  'field.passwordHint': 'Mindestens 10 Zeichen. Ein paar Wörter merken sich leicht.',
  'field.showPassword': 'Passwort anzeigen',
  'field.hidePassword': 'Passwort verbergen',
  'field.name.fault': 'Gib einen Namen mit höchstens 100 Zeichen ein.',
  'field.email.fault': 'Gib eine E-Mail-Adresse wie name@example.org ein.',
  'field.passwordHint.mixed':
    'Mindestens 10 Zeichen, mit Klein- und Großbuchstaben, Ziffer und Sonderzeichen.',
  'field.password.mixed':
    'Dieses Passwort ist zu einfach: Nimm mindestens 10 Zeichen, mit Klein- und Großbuchstaben, Ziffer und Sonderzeichen.',
  'field.password.fault': 'Gib zwischen 10 und 128 Zeichen ein.',
  'field.password.missing': 'Gib dein Passwort ein.',
};
