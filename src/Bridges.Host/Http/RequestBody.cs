namespace Bridges.Host.Http;

/// <summary>Reads a request's body whole, within the server's limit.</summary>
internal static class RequestBody
{
    private const int FirstGuess = 16 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var guess = (int)Math.Min(context.Request.ContentLength ?? FirstGuess, HostServer.LargestBody);
        var buffer = new MemoryStream(guess);
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
