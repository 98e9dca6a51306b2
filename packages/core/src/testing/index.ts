export { accountDirectorySuite, tokenVerifierSuite } from './accounts-suite.ts';
export { type CatalogueStoreSetup, describeCatalogueStore } from './catalogue-store-suite.ts';
export { describeUploadStore, type UploadStoreSetup } from './upload-store-suite.ts';
