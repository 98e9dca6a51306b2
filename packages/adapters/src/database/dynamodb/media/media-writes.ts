import type { MediaChange, MediaEdit, MediaItem, MediaStore } from '@madrigal/core/media/items';
import { MadrigalError } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { namedIn } from '../items.ts';
import { addRecord, changeRecord, changeRecords } from '../records.ts';
import { type MediaRecord, mediaKind } from './media-items.ts';

type Writes = Pick<
  MediaStore,
  'createMedia' | 'changeMedia' | 'editMedia' | 'trashMedia' | 'restoreMedia' | 'forgetRenditions'
>;

export function createMediaWrites(table: Table): Writes {
  return {
    createMedia: (media) => addRecord(table, mediaKind, { media, places: [] }),
    changeMedia: (mediaId, change) => changeMedia(table, mediaId, change),
    editMedia: (ownerId, mediaIds, edit) =>
      editEach(table, ownerId, mediaIds, (media) => edited(media, edit)),
    trashMedia: async (ownerId, mediaIds, at) => {
      const trash = (media: MediaItem) => ({ ...media, deletedAt: media.deletedAt ?? at });
      return idsOf(await editEach(table, ownerId, mediaIds, trash));
    },
    restoreMedia: async (ownerId, mediaIds) => {
      const restore = (media: MediaItem) => ({ ...media, deletedAt: null });
      return idsOf(await editEach(table, ownerId, mediaIds, restore));
    },
    forgetRenditions: async (mediaId, renditionsOf) => {
      await changeRecord(table, mediaKind, mediaId, (current) => {
        if (current?.media.renditionsOf !== renditionsOf) return null;
        return changedTo(current, { ...current.media, renditionsOf: null, renditions: [] });
      });
    },
  };
}

function idsOf(items: readonly MediaItem[]): string[] {
  return items.map(({ id }) => id);
}

function changedTo(record: MediaRecord, media: MediaItem) {
  return { next: { ...record, media }, result: media };
}

function changeMedia(
  table: Table,
  mediaId: string,
  change: MediaChange,
): Promise<MediaItem | null> {
  return changeRecord(table, mediaKind, mediaId, (current) => {
    if (!current) throw new MadrigalError('not_found', 'There is no such photo or video.');
    const { media } = current;
    const { whileState, whileGeneration = media.generation } = change;
    if (!whileState.includes(media.progress.state)) return null;
    return media.generation === whileGeneration ? changedTo(current, changed(media, change)) : null;
  });
}

function changed(
  media: MediaItem,
  { progress, generation, processed, updatedAt }: MediaChange,
): MediaItem {
  const { facts, renditions, ...found } = processed ?? {};
  return {
    ...media,
    ...facts,
    ...found,
    ...(renditions && { renditions: [...renditions] }),
    progress: progress ?? media.progress,
    generation: generation ?? media.generation,
    updatedAt,
  };
}

/** Those that are of this person. */
function editEach(
  table: Table,
  ownerId: string,
  mediaIds: readonly string[],
  edit: (media: MediaItem) => MediaItem,
): Promise<MediaItem[]> {
  return changeRecords(table, mediaKind, mediaIds, (current) =>
    current?.media.ownerId === ownerId ? changedTo(current, edit(current.media)) : null,
  );
}

/** The tags that stay, in their order, then the new ones. */
function edited(media: MediaItem, edit: MediaEdit): MediaItem {
  const { addTags = [], removeTags = [], ...named } = namedIn(edit);
  const tags = [...new Set([...media.tags, ...addTags])];
  return { ...media, ...named, tags: tags.filter((tag) => !removeTags.includes(tag)) };
}
