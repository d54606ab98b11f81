"""Settings: `RINGFENCE_*` environment variables or a `.env` file, validated at start.

docs/settings.md documents each of them; a test fails when one is missing there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import SettingsError

_SECRET_LENGTH = 16
Port = Annotated[int, Field(ge=1, le=65_535)]


class Settings(BaseSettings):
    """All settings of Ringfence; immutable."""

    model_config = SettingsConfigDict(env_prefix="RINGFENCE_", env_file=".env", extra="ignore", frozen=True)

    # Kafka
    broker: str = Field("127.0.0.1:19092", description="Kafka addresses, host:port, separated by commas")
    broker_security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="security protocol of the Kafka connections"
    )
    broker_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "PLAIN", description="SASL mechanism, with SASL_PLAINTEXT or SASL_SSL"
    )
    broker_username: str = Field("", description="SASL user name")
    broker_password: str = Field("", description="SASL password")
    broker_ca_file: Path | None = Field(None, description="CA certificates for TLS, PEM; empty = the system's")
    topic_prefix: str = Field("", pattern=r"^[a-zA-Z0-9._-]*$", description="put before every topic name")
    source_partitions: int = Field(4, ge=1, le=4096, description="partitions of the topic cdr")
    partitions: int = Field(4, ge=1, le=4096, description="partitions of the topic calls and of the tables")
    replication: int = Field(1, ge=1, le=10, description="replicas of every topic")
    # Job
    app_id: str = Field("ringfence", pattern=r"^[a-zA-Z0-9._-]+$", description="consumer group and changelog prefix")
    state_version: int = Field(1, ge=1, description="raise it to rebuild all state from the topics")
    data_dir: Path = Field(Path(".ringfence"), description="folder for state, model and embedded broker")
    model: Path | None = Field(
        None, description="model file; empty = the one trained in DATA_DIR, else the packaged one"
    )
    rules: Path | None = Field(None, description="folder of rule files; empty = the rules that come with Ringfence")
    allow_list: Path | None = Field(None, description="file of numbers that are never flagged; empty = none")
    block_list: Path | None = Field(None, description="file of numbers that are always DANGEROUS; empty = none")
    decisions: Path | None = Field(
        None, description="file of the policy of decisions; empty = everything is only reported"
    )
    retention_days: int = Field(35, ge=1, le=3650, description="stream days after which a silent number is forgotten")
    batch_legs: int = Field(12000, ge=16, le=12000, description="legs in a micro-batch at most")
    batch_wait_ms: float = Field(4.0, ge=0, le=1000, description="how long a small micro-batch waits for more")
    buffer_mb: int = Field(64, ge=1, le=4096, description="unprocessed records kept in memory at most, MiB per stage")
    session_seconds: float = Field(
        10.0, ge=6, le=300, description="silence after which Kafka gives a dead worker's work away"
    )
    idle_seconds: float = Field(
        5.0, ge=0.1, description="silence after which a source partition stops holding the clock"
    )
    # Records
    default_region: str = Field("US", description="country of numbers written without one, ISO 3166 two letters")
    zone: str = Field("UTC", description="local time zone of records that tell only UTC, IANA name")
    naive_zone: str | None = Field(None, description="zone of times without one; empty = such records are rejected")
    # Web
    web_host: str = Field("127.0.0.1", description="address that the web server listens on")
    web_port: Port = Field(6066, description="port of the web server")
    web_url: str = Field("", description="address under which other workers reach this one; empty = from host and port")
    access: Literal["open", "tokens"] = Field(
        "open", description="who may do what: open = whoever reaches the web server, all; tokens = as users' roles say"
    )
    metrics_open: bool = Field(False, description="whether /metrics needs no token where everything else does")
    token: str = Field("", description="token with which the command line asks workers")
    dashboard: Path | None = Field(
        None, description="folder of the built dashboard; empty = web-platform/out of the checkout"
    )
    cdr_timeout: float = Field(5.0, gt=0, le=60, description="seconds that POST /api/cdr waits for its verdict")
    max_lag: int = Field(200_000, ge=1, description="lag in source messages from which POST /api/cdr answers 429")
    webhook_secret: str = Field("", description="secret that signs webhook requests, 16 characters or more")
    webhook_url: str = Field("", description="address that is told every change of an alert; empty = none")
    webhook_rate: float = Field(5.0, gt=0, le=1000, description="webhook requests a second at most")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("WARNING", description="least level of log lines")

    @field_validator(
        "naive_zone",
        "model",
        "rules",
        "allow_list",
        "block_list",
        "decisions",
        "broker_ca_file",
        "dashboard",
        mode="before",
    )
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("webhook_url")
    @classmethod
    def _url_is_signed(cls, value: str, info: ValidationInfo) -> str:
        if value and not (value.startswith(("http://", "https://")) and urlsplit(value).hostname):
            raise ValueError("it is no address such as https://example.org/hook")
        if value and len(info.data.get("webhook_secret", "")) < _SECRET_LENGTH:
            raise ValueError(f"it needs RINGFENCE_WEBHOOK_SECRET with {_SECRET_LENGTH} characters or more")
        return value

    @field_validator("zone", "naive_zone")
    @classmethod
    def _zone_exists(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError(f"{value!r} is not a time zone; use an IANA name like Europe/Berlin") from None
        return value

    @field_validator("default_region")
    @classmethod
    def _region_exists(cls, value: str) -> str:
        if value not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError(f"{value!r} is not a country; use two capital letters like IN")
        return value

    @property
    def trained_path(self) -> Path:
        """Where `ringfence train` writes a model."""
        return self.model or self.data_dir / "model" / "model.joblib"

    @property
    def model_path(self) -> Path:
        """The model in use: the named one, else the one trained here, else the one that comes with Ringfence."""
        trained = self.trained_path
        return trained if self.model is not None or trained.exists() else PACKAGED_MODEL

    @property
    def job_id(self) -> str:
        """Name of the Faust app: every topic and group of this Ringfence begins with it or with the prefix."""
        return f"{self.topic_prefix}{self.app_id}"

    @property
    def group(self) -> str:
        """Consumer group; Faust adds the version from 2 on, which is what makes a rebuild start afresh."""
        return self.job_id if self.state_version == 1 else f"{self.job_id}-v{self.state_version}"

    def topic(self, name: str) -> str:
        """Full name of one of our topics."""
        return f"{self.topic_prefix}{name}"


#: Trained on simulated worlds by `ringfence train`, as its manifest says.
PACKAGED_MODEL = Path(__file__).parent / "model" / "model.joblib"


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, `.env` and `overrides`.

    Raises:
        SettingsError: in one sentence that names the variable, when a value is not usable.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "RINGFENCE_" + "_".join(str(part) for part in first["loc"]).upper()
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{name}: {reason} (got {first['input']!r})") from error
