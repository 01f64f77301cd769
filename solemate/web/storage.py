"""Static files under hashed names, so a browser may keep them for ever; imports inside ES modules are rewritten too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # Documented by Django as experimental; it rewrites relative specifiers only, so modules say "./clock.js".
    support_js_module_import_aggregation = True
