/** Node's own import: the test runner's would transform the bundle. Loaded by `require`, which the runner leaves alone. */
export const nativeImport = (url) => import(url)
