export const storage = {
  'storage.title': 'Storage',
  'storage.text':
    'Your photos and videos as you uploaded them, those in the trash too, and your slideshows. Songs belong to the library and do not count.',
  'storage.used': '{used} used',
  'storage.usedOf': '{used} of {limit} used',
  'storage.media': 'Photos and videos {size}',
  'storage.slideshows': 'Slideshows {size}',
  'storage.uploads': 'On their way {size}',
  'storage.left': '{left} of your storage are left.',
  'storage.full': 'Your storage is full. Empty the trash or ask an admin for more.',
  'storage.details': 'What takes room',
} as const;
