using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Bridges.Benchmarks;

/// <summary>A process that sends messages to a homeserver and does nothing else: no bridge can be quicker.</summary>
internal static class BareSender
{
    public const string Command = "bare-sender";

    private const int AtOnce = 100;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var url, var token, var room, var count])
        {
            return 2;
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var messages = int.Parse(count, CultureInfo.InvariantCulture);
        await SendAsync(http, room, "warm-up", messages / 2);

        var before = ProcessWork.Of(Environment.ProcessId).CpuSeconds;
        var begin = Stopwatch.GetTimestamp();
        await SendAsync(http, room, "measured", messages);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{seconds} {ProcessWork.Of(Environment.ProcessId).CpuSeconds - before}"));
        return 0;
    }

    private static Task SendAsync(HttpClient http, string room, string name, int messages) => Parallel.ForAsync(
        0, messages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, cancellation) =>
        {
            var path = new Uri($"_matrix/client/v3/rooms/{Uri.EscapeDataString(room)}/send/m.room.message/{name}{number}", UriKind.Relative);
            using var content = new ByteArrayContent("""{"msgtype":"m.text","body":"message","m.mentions":{},"bridges.source":{"network":"sample","chat":"1","id":"1/"}}"""u8.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await http.PutAsync(path, content, cancellation);
            response.EnsureSuccessStatusCode();
        });
}
