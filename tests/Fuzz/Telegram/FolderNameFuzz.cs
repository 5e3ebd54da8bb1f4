using Bridges.Engines;
using Bridges.Fuzz.Tests.Machine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Fuzz.Tests.Telegram;

public sealed class FolderNameFuzz
{
    private static readonly Words Names = new(["0123456789abcdef", "a.b", "folder name"], ["..", ".", "/", "\\", "\0", "~", "C:", "CON", new string('a', 300)]);

    [Fact]
    public void No_name_leads_out_of_the_folder_of_the_accounts() => Fuzzing.Texts(6_000, Names, name =>
    {
        var folders = new EngineFolders("/data", NullLogger<EngineFolders>.Instance);
        try
        {
            var path = Path.GetFullPath(folders.PathOf(name));
            Assert.Equal("/data/accounts", Path.GetDirectoryName(path));
            return "a folder";
        }
        catch (ArgumentException)
        {
            return "refused";
        }
    }, length => 64_000 + (300L * length));
}
