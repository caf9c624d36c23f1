"""The main job from end to end, as people do it: in a browser, against a real server with its worker."""
