using System.Security.Cryptography;
using System.Text;

namespace Bridges.Host.Page;

/// <summary>Tells browsers when what a view shows has changed. Nothing is compared while nobody looks.</summary>
internal sealed class LiveViews(ViewMarks marks, PageSessions sessions, PageEvents events, TimeProvider timeProvider)
{
    /// <summary>Where views are followed.</summary>
    public const string Address = "live";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>A view that its browser follows. The mark is taken before: what changes meanwhile is told at once.</summary>
    public Func<PageCall, Task> Of(string name, Func<PageCall, Task> view) => async call =>
    {
        var query = call.Context.Request.QueryString.Add("view", name).Add("mark", await MarkAsync(name, call));
        await view(call with { Live = Address + query });
    };

    /// <summary>Tells once a view is not any more what its mark says, or its session has ended.</summary>
    public async Task FollowAsync(PageCall call)
    {
        await MarkAsync(call.Query("view"), call);
        await events.WriteAsync(call.Context, ChangeAsync(call), () => null);
    }

    private async Task ChangeAsync(PageCall call)
    {
        using var timer = new PeriodicTimer(Pause, timeProvider);
        while (sessions.Find(call.Context, isUsed: false) is not null && await MarkAsync(call.Query("view"), call) == call.Query("mark"))
        {
            await timer.WaitForNextTickAsync(call.Cancelled);
        }
    }

    private async Task<string> MarkAsync(string view, PageCall call) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(await marks.OfAsync(view, call))))[..16];
}
