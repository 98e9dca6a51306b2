-- What the person who made a link says to those who follow it; empty for nothing.
ALTER TABLE shares ADD COLUMN description text NOT NULL DEFAULT '';
