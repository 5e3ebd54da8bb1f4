using System.Text;
using System.Text.Json;

namespace Bridges.TestBeds.Stub;

/// <summary>What the stub answers.</summary>
internal readonly record struct StubAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    /// <summary>How often the body is written.</summary>
    public int Times { get; init; } = 1;

    public static StubAnswer Empty { get; } = new(200, "{}"u8.ToArray());

    public static StubAnswer Unrecognized { get; } = Error(404, "M_UNRECOGNIZED", "Unrecognized request");

    public static StubAnswer NotFound { get; } = Error(404, "M_NOT_FOUND", "Not found");

    public static StubAnswer Json(object body, int status = 200) => new(status, JsonSerializer.SerializeToUtf8Bytes(body));

    public static StubAnswer Forbidden(string why) => Error(403, "M_FORBIDDEN", why);

    public static StubAnswer Error(int status, string errcode, string error) => Json(new { errcode, error }, status);

    /// <summary>The answer to the most frequent request, without a serializer.</summary>
    public static StubAnswer EventId(string eventId) => new(200, Encoding.UTF8.GetBytes($$"""{"event_id":"{{eventId}}"}"""));
}
