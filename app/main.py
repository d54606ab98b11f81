"""Entry point of Faust's own command line: `faust -A app.main worker`."""

from app.job import create_job
from app.model_loading import load_model
from app.settings import load_settings
from app.web import attach_web

settings = load_settings()
job = create_job(settings, load_model(settings))
site = attach_web(job)
app = job.app
