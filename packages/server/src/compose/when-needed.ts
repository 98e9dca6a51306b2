/**
 * Something that sends and is loaded with the first message. Most processes only have messages sent by others,
 * and functions of theirs are built without what sends.
 */
export function whenNeeded<Message>(
  load: () => Promise<{ send(message: Message): Promise<void> }>,
): { send(message: Message): Promise<void> } {
  let loaded: ReturnType<typeof load> | undefined;
  return {
    send: async (message) => {
      loaded ??= load();
      await (await loaded).send(message);
    },
  };
}
