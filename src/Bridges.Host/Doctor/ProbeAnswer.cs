using System.Text.Json;
using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>An answer, or why there was none.</summary>
/// <param name="Detail">The system's own words on a failure.</param>
/// <param name="Json">The body where it is a JSON object, else an undefined element.</param>
internal sealed record ProbeAnswer(ProbeFailure Failure, string Detail = "", int Status = 0, JsonElement Json = default, string Body = "", DateTimeOffset? Date = null, Uri? Location = null, string? AllowedOrigin = null)
{
    public bool IsSuccess => Failure == ProbeFailure.None && Status is >= 200 and < 300;

    /// <summary>The answer sends whoever asks somewhere else.</summary>
    public bool IsRedirect => Failure == ProbeFailure.None && Status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The answer is one that homeservers give, and no page or word of something before it.</summary>
    public bool IsOfMatrix => IsSuccess || Text("errcode") is not null;

    public string ErrorCode => Text("errcode") ?? MatrixErrorCodes.Unknown;

    /// <summary>A text in the answer's object, or null.</summary>
    public string? Text(string key) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>For messages: what happened, in a few words.</summary>
    public string Describe() => Failure switch
    {
        ProbeFailure.None when IsRedirect => $"status {Status}, sent on to {Location}",
        ProbeFailure.None => Text("errcode") is { } code ? $"{Status} {code} ({Text("error")})" : $"status {Status}{PageTitle.Describe(Body)}",
        ProbeFailure.Timeout => "no answer in time",
        _ => Detail,
    };
}
