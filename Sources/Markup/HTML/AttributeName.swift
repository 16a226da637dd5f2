/// The name of an attribute that may hold any text.
///
/// A closed list: what is an address (`href`, `src`, `action` …) has its own label that takes a ``SafeURL``, and what
/// is a program (`on…`, `style`, `srcdoc`, `http-equiv`) isn't there at all.
public struct AttributeName: Sendable {
    let name: StaticString

    private init(_ name: StaticString) {
        self.name = name
    }

    public static let alt = AttributeName("alt")
    public static let autocomplete = AttributeName("autocomplete")
    public static let checked = AttributeName("checked")
    public static let colspan = AttributeName("colspan")
    public static let content = AttributeName("content")
    public static let controls = AttributeName("controls")
    public static let datetime = AttributeName("datetime")
    public static let decoding = AttributeName("decoding")
    public static let dir = AttributeName("dir")
    public static let disabled = AttributeName("disabled")
    public static let fetchpriority = AttributeName("fetchpriority")
    public static let `for` = AttributeName("for")
    public static let height = AttributeName("height")
    public static let hidden = AttributeName("hidden")
    public static let hreflang = AttributeName("hreflang")
    public static let id = AttributeName("id")
    public static let label = AttributeName("label")
    public static let lang = AttributeName("lang")
    public static let loading = AttributeName("loading")
    public static let max = AttributeName("max")
    public static let maxlength = AttributeName("maxlength")
    public static let media = AttributeName("media")
    public static let method = AttributeName("method")
    public static let min = AttributeName("min")
    public static let name = AttributeName("name")
    public static let open = AttributeName("open")
    public static let pattern = AttributeName("pattern")
    public static let placeholder = AttributeName("placeholder")
    public static let preload = AttributeName("preload")
    public static let property = AttributeName("property")
    public static let readonly = AttributeName("readonly")
    public static let rel = AttributeName("rel")
    public static let required = AttributeName("required")
    public static let reversed = AttributeName("reversed")
    public static let role = AttributeName("role")
    public static let rowspan = AttributeName("rowspan")
    public static let scope = AttributeName("scope")
    public static let selected = AttributeName("selected")
    public static let size = AttributeName("size")
    public static let sizes = AttributeName("sizes")
    public static let start = AttributeName("start")
    public static let step = AttributeName("step")
    public static let tabindex = AttributeName("tabindex")
    public static let title = AttributeName("title")
    public static let type = AttributeName("type")
    public static let value = AttributeName("value")
    public static let width = AttributeName("width")
}
