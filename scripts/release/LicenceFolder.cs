using System.Text;

namespace Bridges.Release;

/// <summary>The folder with the licences of everything shipped, and a table of contents.</summary>
internal static class LicenceFolder
{
    public static void Write(string folder, IReadOnlyList<Component> components)
    {
        Directory.CreateDirectory(folder);
        var list = new StringBuilder("What Bridges carries that others made, and under which terms. Where there is a folder of that name, it holds the words.\n\n");
        foreach (var component in components)
        {
            list.Append($"{component.Name} {component.Version}: {component.Licence ?? "see its files"}\n");
            foreach (var file in component.Files)
            {
                var target = Path.Combine(folder, component.Name.Replace('/', '+'));
                Directory.CreateDirectory(target);
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
            }
        }

        File.WriteAllText(Path.Combine(folder, "THIRD-PARTY"), list.ToString());
    }
}
