namespace Bridges.Host.Doctor;

/// <summary>Why there was no answer.</summary>
internal enum ProbeFailure
{
    None,
    UnknownHost,
    Refused,
    Tls,
    Timeout,
    Broken,
}
