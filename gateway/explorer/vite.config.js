import { defineConfig } from 'vite';

export default defineConfig({
  base: '/explorer/',
  build: {
    chunkSizeWarningLimit: 2000,
    license: { fileName: 'licenses.md' },
    modulePreload: false,
    rolldownOptions: {
      // One script and one stylesheet: they are embedded in the server's binary.
      output: {
        codeSplitting: false,
        entryFileNames: 'assets/explorer-[hash].js',
        assetFileNames: 'assets/explorer-[hash][extname]',
      },
      // "use client" in libraries means nothing here.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:8080' } },
});
