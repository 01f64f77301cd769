"""The chapters of docs/safety-rules.md, in their order: a folder of tables, and what the chapter is called."""

CHAPTERS = {
    "skin": "Skin",
    "clots": "Blood clots",
    "bones": "Bones",
    "blood_and_cancer": "Fever, blood and cancer care",
    "blood_flow": "Hot feet, cold feet and swelling",
    "feeling": "Diabetes and feeling",
    "balance": "Balance and daily life",
    "oils_and_home": "Oils, lotion, allergy and home",
    "emergencies": "Red flags",
    "together": "Several answers, a clinician’s OK, and what is in the house",
}
