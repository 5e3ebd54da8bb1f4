using System.Text.Json;

namespace Bridges.Host.Http;

/// <summary>Writes what homeservers understand: JSON objects, and errors with an <c>errcode</c> (spec, "Standard error response").</summary>
internal static class MatrixAnswer
{
    public static Task EmptyAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, "{}"u8.ToArray());

    public static Task EmptyListAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, "[]"u8.ToArray());

    public static Task ErrorAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(new MatrixErrorBody(code, message), HttpJson.Default.MatrixErrorBody));

    public static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
