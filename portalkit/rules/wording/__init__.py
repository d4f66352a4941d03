"""WD: no grave wording error, no typo, no page that is not finished."""
