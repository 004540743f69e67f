"""The main errand by taps alone, over the real window against the real server: pictures, documents, figures."""
