using System.Globalization;
using Bridges.Core;
using Bridges.Page.Models;
using Bridges.Page.Views;

namespace Bridges.Host.Page;

/// <summary>What a user wrote that did not get through.</summary>
internal sealed class FailureViews(IUserFailures failures, PageRenderer renderer)
{
    public async Task ListAsync(PageCall call)
    {
        LetterModel[] found = [.. (await failures.ListAsync(call.User, call.Cancelled)).Select(UserViews.LetterOf)];
        await renderer.WriteAsync<Letters>(
            call.Context, (nameof(Letters.Visitor), call.Visitor), (nameof(Letters.Title), "Not delivered"), (nameof(Letters.Current), "failures"),
            (nameof(Letters.Found), found), (nameof(Letters.MayDrop), true));
    }

    public Task RetryAsync(PageCall call) => ChangeAsync(call, failures.RetryAsync);

    public Task DropAsync(PageCall call) => ChangeAsync(call, failures.DropAsync);

    private static async Task ChangeAsync(PageCall call, Func<Matrix.UserId, long, CancellationToken, Task<bool>> change)
    {
        if (!long.TryParse(call.Form("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !await change(call.User, id, call.Cancelled))
        {
            throw new PageRefusedException(StatusCodes.Status404NotFound, "There is no such message of yours any more.");
        }

        call.GoTo("failures");
    }
}
