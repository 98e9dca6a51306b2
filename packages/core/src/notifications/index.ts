export type { Audience, EventBus, EventListener, PublishedEvent } from './ports.ts';
