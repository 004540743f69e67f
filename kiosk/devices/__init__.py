"""What is plugged into the kiosk, behind Protocols without Qt; real devices are imported only when first used."""
