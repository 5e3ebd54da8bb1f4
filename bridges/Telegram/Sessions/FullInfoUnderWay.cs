using System.Text.Json.Nodes;
using Bridges.Telegram.Td;

namespace Bridges.Telegram.Sessions;

/// <summary>
/// TDLib asks for all that there is to know of a chat by itself, and lets the answer overwrite what it was told to set meanwhile: then it takes
/// that for done which is not. So the answer comes before anything is set.
/// </summary>
internal static class FullInfoUnderWay
{
    /// <param name="request">What asks for it, or joins those who ask already; null: there is none.</param>
    /// <exception cref="TdException">There is no answer yet: it may still come, and overwrite what is set now.</exception>
    public static async Task AwaitAsync(AccountSession session, JsonObject? request, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            return;
        }

        try
        {
            await session.RequestAsync(request, cancellationToken);
        }
        catch (TdException exception) when (exception.Code is 400 or 403 or 404 or 406)
        {
            // Of a group that was left, for instance, nothing is told; it can be set aside all the same.
        }
    }
}
