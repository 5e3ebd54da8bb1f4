using System.Text;
using System.Text.Json;

namespace Bridges.Matrix;

/// <summary>Makes exceptions of answers that say no.</summary>
internal static class ErrorAnswers
{
    private const int MaxBytes = 64 * 1024;
    private const int KeptCharacters = 2000;

    public static async Task<MatrixException> ReadAsync(HttpResponseMessage response, HomeserverCall call, TimeProvider time, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            body = await AnswerReader.ReadBytesAsync(response, MaxBytes, cancellationToken);
        }
        catch (MatrixException)
        {
            body = [];
        }

        var (code, explanation, retryAfter) = Parse(body);
        var wait = retryAfter ?? WaitOf(response, time);
        var text = body.Length == 0 ? null : Encoding.UTF8.GetString(body);
        if (text?.Length > KeptCharacters)
        {
            text = text[..KeptCharacters];
        }

        var message = $"{call.Method} {WithoutQuery(call.Path)}: the homeserver answered {(int)response.StatusCode} {code ?? "without an error code"}{(explanation is null ? "" : $" ({explanation})")}.";
        return new MatrixException(response.StatusCode, code, message, wait, text);
    }

    /// <summary>The path without its query, which may name users and timestamps of no use to the reader.</summary>
    private static string WithoutQuery(EscapedPath path) =>
        path.Value.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? path.Value[..query] : path.Value;

    private static (string? Code, string? Explanation, TimeSpan? RetryAfter) Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && Text(root, "errcode") is { Length: > 0 } code)
            {
                var wait = root.TryGetProperty("retry_after_ms", out var value) && value.ValueKind == JsonValueKind.Number
                    && value.TryGetDouble(out var milliseconds) && milliseconds is >= 0 and <= int.MaxValue
                        ? TimeSpan.FromMilliseconds(milliseconds)
                        : (TimeSpan?)null;
                return (code, Text(root, "error"), wait);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // A proxy's page, most likely, or a text that is no Unicode. The status says enough.
        }

        return (null, null, null);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan? WaitOf(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.RetryAfter is not { } header)
        {
            return null;
        }

        var wait = header.Delta ?? header.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
