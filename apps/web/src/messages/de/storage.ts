import type { storage as en } from '../en/storage.ts';
import type { Translation } from '../translation.ts';

export const storage: Translation<typeof en> = {
  'storage.title': 'Speicherplatz',
  'storage.text':
    'Deine Fotos und Videos, wie du sie hochgeladen hast, auch die im Papierkorb, und deine Diashows. Songs gehören zur Bibliothek und zählen nicht.',
  'storage.used': '{used} belegt',
  'storage.usedOf': '{used} von {limit} belegt',
  'storage.media': 'Fotos und Videos {size}',
  'storage.slideshows': 'Diashows {size}',
  'storage.uploads': 'Unterwegs {size}',
  'storage.left': 'Du hast noch {left} frei.',
  'storage.full':
    'Dein Speicherplatz ist voll. Leere den Papierkorb oder bitte einen Admin um mehr.',
  'storage.details': 'Was Platz braucht',
};
