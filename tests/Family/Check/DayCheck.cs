using Bridges.Family.Tests.Chats;

namespace Bridges.Family.Tests.Check;

/// <summary>
/// Compares what was said in a chat with what the homeserver holds and what the relative's device shows: everything once, by its author, in
/// order, with its picture, and nothing else. Neither the bridge nor its database is asked.
/// </summary>
internal static class DayCheck
{
    /// <returns>What is wrong, in words; empty where nothing is.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(FamilyChat chat, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var room = ShownMessage.Read(await chat.Members[0].User.TimelineAsync(chat.Room, cancellation));
        await CheckMatrixAsync(chat, room, faults, cancellation);
        CheckNetwork(chat, await chat.ReadThereAsync(), faults);
        return [.. faults.Select(fault => $"{chat.Name}: {fault}")];
    }

    private static async Task CheckMatrixAsync(FamilyChat chat, ShownMessage[] room, List<string> faults, CancellationToken cancellation)
    {
        foreach (var said in chat.ToMatrix.Concat(chat.ToNetwork))
        {
            var found = room.Where(seen => seen.Body == said.Text).ToArray();
            if (found.Length != 1)
            {
                faults.Add($"\"{said.Text}\" stands {found.Length} times on Matrix");
            }
            else if (found[0].Sender != said.Author)
            {
                faults.Add($"\"{said.Text}\" is by {found[0].Sender} on Matrix, not by {said.Author}");
            }
            else if (said.Picture is { } picture && !await found[0].ShowsAsync(picture, chat.Members[0].User, cancellation))
            {
                faults.Add($"\"{said.Text}\" has another picture on Matrix");
            }
        }

        CheckOrder("Matrix", chat.ToMatrix, room.Where(seen => seen.Sender == chat.Ghost).Select(seen => seen.Body), faults);
        var expected = chat.ToMatrix.Concat(chat.ToNetwork).Select(said => said.Text).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(room.Where(seen => !expected.Contains(seen.Body) && !seen.IsWordOfDelay).Select(seen => $"nobody said \"{seen.Body}\", which stands on Matrix by {seen.Sender}"));
    }

    private static void CheckNetwork(FamilyChat chat, IReadOnlyList<SeenThere> there, List<string> faults)
    {
        foreach (var said in chat.ToNetwork)
        {
            var found = there.Where(seen => seen.Text == said.Text).ToArray();
            if (found.Length != 1)
            {
                faults.Add($"\"{said.Text}\" stands {found.Length} times on the network");
            }
            else if (said.Picture is not null != found[0].Size > 0)
            {
                faults.Add($"\"{said.Text}\" lost its picture on the network, or has one that nobody sent");
            }
        }

        foreach (var author in chat.ToNetwork.GroupBy(said => said.Author))
        {
            var own = author.Select(said => said.Text).ToHashSet(StringComparer.Ordinal);
            CheckOrder("the network", [.. author], there.Select(seen => seen.Text).Where(own.Contains), faults);
        }
    }

    private static void CheckOrder(string where, IReadOnlyList<Said> said, IEnumerable<string> seen, List<string> faults)
    {
        var expected = said.Select(message => message.Text).ToList();
        var first = expected.Zip(seen.Where(expected.Contains)).FirstOrDefault(pair => pair.First != pair.Second);
        if (first != default)
        {
            faults.Add($"the order on {where} differs: \"{first.Second}\" stands where \"{first.First}\" belongs");
        }
    }
}
