"""Addresses of keeping: the bin, backups, export and import, deletion of everything."""

from django.urls import path

from solemate.web.keeping import backup_views, bin_views, erase_views, export_views

urlpatterns = [
    path("more/backups/", backup_views.backups, name="backups"),
    path("more/backups/make/", backup_views.make_backup, name="make-backup"),
    path("more/backups/test/", backup_views.test_backup, name="test-backup"),
    path("more/export/", export_views.export_page, name="export"),
    path("more/export/file/", export_views.export_file, name="export-file"),
    path("more/export/upload/", export_views.upload, name="upload"),
    path("more/export/what/", export_views.what_is_in_the_file, name="import-what"),
    path("more/export/import/", export_views.import_file, name="import"),
    path("more/export/earlier/", export_views.import_earlier, name="import-earlier"),
    path("more/erase/", erase_views.erase, name="erase"),
    path("more/entries/", bin_views.entries, name="entries"),
    path("more/entries/<int:number>/", bin_views.entries, name="entries-page"),
    path("more/bin/", bin_views.bin_page, name="bin"),
    path("more/bin/<slug:kind>/<uuid:row_id>/delete/", bin_views.delete, name="delete"),
    path("more/bin/<slug:kind>/<uuid:row_id>/put-back/", bin_views.undelete, name="put-back"),
    path("more/bin/<slug:kind>/<uuid:row_id>/for-good/", bin_views.delete_for_good, name="delete-for-good"),
]
