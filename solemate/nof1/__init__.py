"""The engine of fair trials: arrays of one person's ratings in, what they leave as likely out. It knows no feet."""
